"""The pictures of a report: small static drawings, each with the sentence that it shows."""
