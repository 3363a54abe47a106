"""What the page *Load data* is made of: dropping files, what they would change, publishing, and taking back."""
