"""Pages of honours and selections."""
