"""What damaged these pages, and the way back."""
