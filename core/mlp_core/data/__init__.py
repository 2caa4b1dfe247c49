"""What a network learns from: points, their features, their parts and how the classes become numbers."""
