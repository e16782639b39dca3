"""An 오피스텔 with a 24-hour store on a corner."""
