"""File contents by their SHA-256: in a folder, or in an object store shared by several machines."""

from app.blobs.store import Blob, Blobs, blobs_at

__all__ = ["Blob", "Blobs", "blobs_at"]
