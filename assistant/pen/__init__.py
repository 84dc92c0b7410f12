"""A language model as a pen: it may say the answer in other words, and every word that can be wrong is checked."""
