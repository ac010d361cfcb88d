"""A lesson as it was, and a newer course under half-solved notebooks: nothing of the learner's is lost. Standard library alone."""
