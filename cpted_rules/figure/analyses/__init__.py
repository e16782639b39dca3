"""Figures of single analyses: what each found, over the quiet plan, in section, or as a chart."""
