"""What the views work with, put together once for a process."""

from dataclasses import dataclass

from flask import current_app

from service.engine import Engine
from service.home import Home
from service.model_cache import ModelCache
from service.settings import Settings
from service.store.blobs import BlobFolder
from service.store.claims import ClaimStore
from service.store.conversations import ConversationStore
from service.store.database import Database
from service.store.datasets import DatasetStore
from service.store.owners import FIRST_KEY, FIRST_OWNER, Caller, OwnerStore
from service.store.runs import RunStore
from service.streams import Streams
from service.worker import Workplace


@dataclass(frozen=True)
class Services:
    """The stores, the engine and the settings of a process."""

    settings: Settings
    database: Database
    owners: OwnerStore
    datasets: DatasetStore
    runs: RunStore
    conversations: ConversationStore
    blobs: BlobFolder
    engine: Engine
    models: ModelCache
    streams: Streams

    @property
    def workplace(self) -> Workplace:
        """What a worker works with."""
        return Workplace(self.settings, ClaimStore(self.database), self.blobs, self.engine)


def open_services(settings: Settings, engine: Engine) -> Services:
    """Open the home folder and the database, bringing both to the newest version."""
    home = Home(settings.home)
    home.prepare()
    database = Database(settings.database_url or home.database_url)
    database.migrate()
    return Services(
        settings=settings,
        database=database,
        owners=OwnerStore(database),
        datasets=DatasetStore(database),
        runs=RunStore(database),
        conversations=ConversationStore(database),
        blobs=BlobFolder(home.blobs),
        engine=engine,
        models=ModelCache(engine.load_model),
        streams=Streams(settings.limits.max_streams),
    )


def let_first_key_in(opened: Services) -> Caller:
    """Make the key of the settings, or else the one kept in the home folder, the first owner's key."""
    secret = opened.settings.api_key or Home(opened.settings.home).first_key()
    owner_id = opened.owners.add_owner(FIRST_OWNER)
    return opened.owners.set_key(owner_id, FIRST_KEY, secret)


def services() -> Services:
    """Return the services of the application that answers the current request."""
    found: Services = current_app.extensions["plaintune"]
    return found
