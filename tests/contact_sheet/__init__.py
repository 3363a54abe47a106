"""The files of every page, made as a person takes them, judged by rules and seen as pictures."""
