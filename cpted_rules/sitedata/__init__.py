"""Site data: neighbours, roads, lights, cameras, bells around a site, from GeoJSON and CSV."""
