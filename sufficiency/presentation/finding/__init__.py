"""Find: what the pages, figures, places, choices and words of the tool are, and which of them somebody asks for."""
