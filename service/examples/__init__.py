"""Tables to try the product with: made up by these scripts, the same ones each time."""
