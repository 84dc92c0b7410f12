"""The only place that knows names on the wire: what requests may say, and what answers look like."""
