"""Two rounds of a case side by side: as text, as JSON and as pages with before and after."""
