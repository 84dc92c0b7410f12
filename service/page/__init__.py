"""The web page: from a file to a prediction and a talk about the run, rendered on the server."""
