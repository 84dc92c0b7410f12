"""What if: experiments asked for, run and reported."""
