"""From probabilities to decisions: thresholds, costs, rare classes."""
