"""Charts of how the delivered model errs, as Plotly figures in plain data: one chart a file."""
