"""How a sentence becomes a vector: the model is built once, and answers without torch."""
