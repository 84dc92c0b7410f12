"""What the views work with, put together once for a process."""

from dataclasses import dataclass, field

from flask import current_app

from assistant.language_model import LanguageModel
from service.engine import Engine, Predictor
from service.home import Home
from service.in_progress import InProgress
from service.settings import Settings
from service.store.audit import AuditStore
from service.store.blobs import BlobFolder
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
from service.store.what_ifs import WhatIfStore
from service.streams import Streams
from service.sweeper import Sweeper
from service.warm import Warm
from service.worker import Check, Execute, Experiment, Workplace
from service.writing import open_pen

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
    blobs: BlobFolder
    engine: Engine
    models: Warm[Predictor]
    streams: Streams
    pen: LanguageModel | None = None
    answering: InProgress = field(default_factory=InProgress)


def open_database(settings: Settings) -> Database:
    """Open the home folder and the database, bringing both to the newest version."""
    home = Home(settings.home)
    home.prepare()
    database = Database(settings.database_url or home.database_url)
    database.migrate()
    return database


def open_services(settings: Settings, engine: Engine) -> Services:
    """Open what the web application works with, and let the first owner in."""
    database = open_database(settings)
    owners, limits = OwnerStore(database), settings.limits
    let_first_key_in(settings, owners)
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
        blobs=BlobFolder(Home(settings.home).blobs),
        engine=engine,
        models=Warm(MOST_MODELS),
        streams=Streams(settings.limits.max_streams),
        pen=open_pen(settings.language_model),
    )


def open_workplace(settings: Settings, execute: Execute, check: Check, experiment: Experiment) -> Workplace:
    """Open what a worker works with."""
    claims = ClaimStore(open_database(settings))
    return Workplace(settings, claims, BlobFolder(Home(settings.home).blobs), execute, check, experiment)


def open_sweeper(settings: Settings) -> Sweeper:
    """Open what puts right what a crash has left."""
    return Sweeper(RepairStore(open_database(settings)), Remains(Home(settings.home).blobs), settings.lease_seconds)


def let_first_key_in(settings: Settings, owners: OwnerStore) -> Caller:
    """Make the key of the settings, or else the one kept in the home folder, the first owner's key."""
    secret = settings.api_key or Home(settings.home).first_key()
    return owners.set_key(owners.add_owner(FIRST_OWNER), FIRST_KEY, secret)


def services() -> Services:
    """Return the services of the application that answers the current request."""
    found: Services = current_app.extensions["plaintune"]
    return found
