"""What the views work with, put together once for a process."""

from dataclasses import dataclass, field
from importlib.util import find_spec

from flask import current_app

from assistant.language_model import LanguageModel
from models.record import RunRecord
from service.engine import Engine, Predictor
from service.errors import SettingError
from service.figures import Usage
from service.home import Home
from service.in_progress import InProgress
from service.measuring import PenCounts
from service.readiness import Readiness, enough_disk, living_worker
from service.settings import Settings
from service.store.audit import AuditStore
from service.store.blob_store import BlobStore
from service.store.blobs import BlobFolder
from service.store.bucket_remains import BucketRemains
from service.store.checks import CheckStore
from service.store.claims import ClaimStore
from service.store.continuations import ContinuationStore
from service.store.conversations import ConversationStore
from service.store.database import Database
from service.store.datasets import DatasetStore
from service.store.evaluations import EvaluationStore
from service.store.owners import FIRST_KEY, FIRST_OWNER, Caller, OwnerStore
from service.store.remains import Remains
from service.store.repairs import RepairStore
from service.store.runs import RunStore
from service.store.shares import ShareStore
from service.store.statistics import check_database
from service.store.what_ifs import WhatIfStore
from service.store.workers import WorkerStore
from service.streams import Streams
from service.sweeper import Files, Sweeper
from service.warm import Warm
from service.worker import Check, Execute, Experiment, Workplace
from service.writing import open_pen

MOST_RECORDS = 4
MOST_MODELS = 8


@dataclass(frozen=True)
class Services:
    """The stores, the engine and the settings of a process."""

    settings: Settings
    database: Database
    owners: OwnerStore
    audit: AuditStore
    datasets: DatasetStore
    runs: RunStore
    continuations: ContinuationStore
    checks: CheckStore
    what_ifs: WhatIfStore
    conversations: ConversationStore
    evaluations: EvaluationStore
    shares: ShareStore
    blobs: BlobStore
    engine: Engine
    models: Warm[Predictor]
    records: Warm[RunRecord | None]
    streams: Streams
    readiness: Readiness
    usage: Usage
    pen_counts: PenCounts
    pen: LanguageModel | None = None
    answering: InProgress = field(default_factory=InProgress)


def open_database(settings: Settings) -> Database:
    """Open the home folder and the database, bringing both to the newest version."""
    home = Home(settings.home)
    home.prepare()
    database = Database(settings.database_url or home.database_url)
    database.migrate()
    return database


def open_blobs(settings: Settings) -> BlobStore:
    """Open the blob store: a folder of the home, or the bucket that is set.

    Raises
    ------
    SettingError
        When the address cannot be used, or the extra is not installed.
    """
    if settings.blobs is None:
        return BlobFolder(Home(settings.home).blobs)
    if find_spec("obstore") is None:
        needed = "unset, or the extra installed: pip install 'plaintune[s3]'"
        raise SettingError("PLAINTUNE_BLOBS", settings.blobs, needed)
    from service.store.s3_blobs import S3Blobs  # noqa: PLC0415  an extra

    return S3Blobs(settings.blobs, Home(settings.home).copies, settings.limits.max_cache_bytes)


def open_services(settings: Settings, engine: Engine) -> Services:
    """Open what the web application works with, and let the first owner in."""
    database = open_database(settings)
    owners, limits = OwnerStore(database), settings.limits
    let_first_key_in(settings, owners)
    blobs = open_blobs(settings)
    return Services(
        settings=settings,
        database=database,
        owners=owners,
        audit=AuditStore(database, settings.audit_days),
        datasets=DatasetStore(database, limits),
        runs=RunStore(database, limits),
        continuations=ContinuationStore(database, limits),
        checks=CheckStore(database, limits),
        what_ifs=WhatIfStore(database, limits),
        conversations=ConversationStore(database),
        evaluations=EvaluationStore(database),
        shares=ShareStore(database),
        blobs=blobs,
        engine=engine,
        models=Warm(MOST_MODELS),
        records=Warm(MOST_RECORDS),
        streams=Streams(settings.limits.max_streams),
        readiness=readiness_of(settings, database, blobs),
        usage=Usage(blobs),
        pen_counts=PenCounts(),
        pen=open_pen(settings.language_model),
    )


def readiness_of(settings: Settings, database: Database, blobs: BlobStore) -> Readiness:
    """Return what tells whether the service can do what it is for."""
    return Readiness(
        {
            "database": lambda: check_database(database),
            "blob store": lambda: blobs.check(),  # noqa: PLW0108  asked for anew each time, as a test replaces it
            "disk": enough_disk(settings.home, settings.limits.min_free_bytes),
            "worker": living_worker(WorkerStore(database).n_alive),
        }
    )


def open_workplace(settings: Settings, execute: Execute, check: Check, experiment: Experiment) -> Workplace:
    """Open what a worker works with."""
    claims = ClaimStore(open_database(settings))
    return Workplace(settings, claims, open_blobs(settings), execute, check, experiment)


def open_sweeper(settings: Settings) -> Sweeper:
    """Open what puts right what a crash has left."""
    return Sweeper(RepairStore(open_database(settings)), _remains_of(settings), settings.lease_seconds)


def _remains_of(settings: Settings) -> Files:
    return Remains(Home(settings.home).blobs) if settings.blobs is None else BucketRemains(open_blobs(settings))


def let_first_key_in(settings: Settings, owners: OwnerStore) -> Caller:
    """Make the key of the settings, or else the one kept in the home folder, the first owner's key."""
    secret = settings.api_key or Home(settings.home).first_key()
    return owners.set_key(owners.add_owner(FIRST_OWNER), FIRST_KEY, secret)


def services() -> Services:
    """Return the services of the application that answers the current request."""
    found: Services = current_app.extensions["plaintune"]
    return found
