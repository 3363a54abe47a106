"""What the page of what will be needed is made of."""
