"""The loss as a function of the parameters: planes and lines through their space, and the loss over them."""
