"""Write a whole base in other people's formats."""
