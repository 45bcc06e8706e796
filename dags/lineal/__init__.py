"""What the DAGs share: where things are, and the words of every command."""
