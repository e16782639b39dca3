"""Contents are kept under their digest, whole or not at all, in a folder and in an object store."""

import io
import os
import time
from hashlib import sha256

import boto3
import pytest
from moto.server import ThreadedMotoServer

from app.blobs import blobs_at
from app.blobs.bucket import BucketBlobs
from app.blobs.folder import FolderBlobs
from app.config import ServiceSettings
from app.errors import ConfigurationError
from app.main import create_app

CONTENT = "도면".encode()
DIGEST = sha256(CONTENT).hexdigest()


@pytest.fixture(scope="module")
def bucket():
    """The URL of an object store of the tests' own, and a client that looks into it."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    keys = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": "us-east-1",
    }
    with pytest.MonkeyPatch.context() as environment:
        for name, value in keys.items():
            environment.setenv(name, value)
        client = boto3.client("s3", endpoint_url=keys["AWS_ENDPOINT_URL"], region_name="us-east-1")
        client.create_bucket(Bucket="cpted")
        yield client
    server.stop()


@pytest.fixture
def in_bucket(bucket, tmp_path):
    """An object store, empty, with a cache of its own."""
    for found in bucket.list_objects_v2(Bucket="cpted").get("Contents", ()):
        bucket.delete_object(Bucket="cpted", Key=found["Key"])
    return BucketBlobs("s3://cpted/files", cache=tmp_path / "cache", cache_bytes=1 << 20)


@pytest.fixture(params=["folder", "bucket"])
def blobs(request, tmp_path):
    if request.param == "folder":
        return FolderBlobs(tmp_path / "blobs")
    return request.getfixturevalue("in_bucket")


def test_content_comes_back_as_it_was_put(blobs, tmp_path):
    blob = blobs.put(io.BytesIO(CONTENT))
    assert (blob.digest, blob.size) == (DIGEST, len(CONTENT))
    assert blobs.read(DIGEST) == CONTENT
    assert blobs.path(DIGEST).read_bytes() == CONTENT
    with blobs.open(DIGEST) as stream:
        assert stream.read(3) == CONTENT[:3]
    blobs.copy_to(DIGEST, tmp_path / "deep" / "file")
    assert (tmp_path / "deep" / "file").read_bytes() == CONTENT


def test_same_content_is_kept_once(blobs, tmp_path):
    assert blobs.put(io.BytesIO(CONTENT)) == blobs.put(io.BytesIO(CONTENT))
    assert list(blobs.digests()) == [DIGEST]
    assert len([p for p in tmp_path.rglob("*") if p.is_file()]) == 1


def test_dropped_content_is_gone_and_may_be_dropped_again(blobs):
    blobs.put(io.BytesIO(CONTENT))
    assert blobs.exists(DIGEST)
    blobs.drop(DIGEST)
    blobs.drop(DIGEST)
    assert not blobs.exists(DIGEST)
    with pytest.raises(FileNotFoundError):
        blobs.read(DIGEST)


def test_contents_are_listed_in_order(blobs):
    put = [blobs.put(io.BytesIO(bytes([n]))).digest for n in range(5)]
    assert list(blobs.digests()) == sorted(put)


def test_source_that_breaks_off_leaves_nothing(blobs, tmp_path):
    class Broken(io.RawIOBase):
        given = False

        def read(self, size=-1):
            if self.given:
                raise OSError("the line broke")
            self.given = True
            return b"half"

    with pytest.raises(OSError, match="line broke"):
        blobs.put(Broken())
    assert list(blobs.digests()) == []
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "A" * 64, "a" * 63])
def test_only_digests_are_addresses(blobs, digest):
    with pytest.raises(ValueError, match="not a SHA-256 digest"):
        blobs.path(digest)
    with pytest.raises(ValueError, match="not a SHA-256 digest"):
        blobs.drop(digest)


def test_store_that_can_be_reached_says_so(blobs):
    assert blobs.is_reachable()


def test_another_machine_fetches_what_one_has_put(in_bucket, bucket, tmp_path):
    in_bucket.put(io.BytesIO(CONTENT))
    keys = [found["Key"] for found in bucket.list_objects_v2(Bucket="cpted")["Contents"]]
    assert keys == [f"files/{DIGEST[:2]}/{DIGEST[2:]}"]
    elsewhere = BucketBlobs("s3://cpted/files", cache=tmp_path / "other", cache_bytes=1 << 20)
    assert elsewhere.read(DIGEST) == CONTENT
    bucket.delete_object(Bucket="cpted", Key=keys[0])
    assert elsewhere.read(DIGEST) == CONTENT, "from the copy it keeps"


def test_content_that_was_changed_in_the_store_is_not_taken_for_what_was_put(
    in_bucket, bucket, tmp_path
):
    in_bucket.put(io.BytesIO(CONTENT))
    bucket.put_object(Bucket="cpted", Key=f"files/{DIGEST[:2]}/{DIGEST[2:]}", Body=b"another")
    elsewhere = BucketBlobs("s3://cpted/files", cache=tmp_path / "other", cache_bytes=1 << 20)
    with pytest.raises(OSError, match="came back as"):
        elsewhere.read(DIGEST)
    assert [p for p in (tmp_path / "other").rglob("*") if p.is_file()] == []


def test_copies_not_asked_for_lately_make_room(bucket, tmp_path):
    blobs = BucketBlobs("s3://cpted/files", cache=tmp_path / "cache", cache_bytes=250)
    digests = [blobs.put(io.BytesIO(bytes([n]) * 100)).digest for n in range(2)]
    copies = {digest: tmp_path / "cache" / digest[:2] / digest[2:] for digest in digests}
    for n, digest in enumerate(digests):
        os.utime(copies[digest], (time.time() - 5_000 - n,) * 2)
    assert blobs.read(digests[0]) == bytes([0]) * 100  # asked for just now
    third = blobs.put(io.BytesIO(bytes([9]) * 100)).digest
    assert not copies[digests[1]].exists()
    assert copies[digests[0]].exists()
    assert blobs.read(digests[1]) == bytes([1]) * 100, "it is fetched again"
    assert blobs.exists(third)


def test_store_that_cannot_be_reached_says_so(monkeypatch, tmp_path):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    blobs = BucketBlobs("s3://cpted", cache=tmp_path, cache_bytes=1, retries=0)
    assert not blobs.is_reachable()


def test_url_chooses_the_store(tmp_path):
    def at(url):
        return blobs_at(url, tmp_path / "own", cache=tmp_path / "cache", cache_bytes=1)

    own, other = at(""), at(f"file://{tmp_path}/%ED%8C%8C%EC%9D%BC")
    assert isinstance(own, FolderBlobs)
    assert own.path(DIGEST).is_relative_to(tmp_path / "own")
    assert other.path(DIGEST).is_relative_to(tmp_path / "파일")
    assert isinstance(at("s3://cpted/x"), BucketBlobs)
    with pytest.raises(ConfigurationError, match="CPTED_BLOBS_URL"):
        at("s3://")


def test_service_works_on_a_store(in_bucket, bucket, tmp_path, running, stand_ins):
    settings = ServiceSettings(
        data_folder=tmp_path / "data",
        blobs_url="s3://cpted/files",
        upload_bytes=1 << 20,
        unpacked_bytes=4 << 20,
        memory_bytes=1 << 30,
    )
    app = create_app(settings, review_entry="stand_ins:review", import_from=(stand_ins,))
    with running(app, settings) as service:
        sent = service.reviewed()["id"]
        report = service.http.get(f"/api/submissions/{sent}/report", headers={"Range": "bytes=0-3"})
        assert (report.status_code, report.content) == (206, b"%PDF")
        assert service.nobody.get("/readyz").json() == {"status": "ok", "lacking": []}
        assert not (tmp_path / "data" / "blobs").exists()
        held = len(bucket.list_objects_v2(Bucket="cpted")["Contents"])
        service.http.delete(f"/api/submissions/{sent}")
        left = bucket.list_objects_v2(Bucket="cpted").get("Contents", ())
        assert (held > 5, len(left)) == (True, 0)
