"""The main job: a submission on disk to maps, figures and a report, by the product alone."""
