"""A program that speaks to the city."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from smartcity.accounts.actions import issue_token
from smartcity.testing.city import GAMBIR, jpeg

HERE = "/api/v1/"


@dataclass
class Program:
    """`get` and `post` of paths below /api/v1/, in somebody's name; a dict is sent as JSON, a form as multipart."""

    client: Client
    headers: dict[str, str]

    def get(self, path: str, data: Any = None, **headers: str) -> Any:
        return self.client.get(HERE + path, data, headers=self.headers | headers)

    def post(self, path: str, data: Any = None, **headers: str) -> Any:
        kind = "application/json" if data is not None else "application/octet-stream"
        return self.client.post(
            HERE + path, data if data is not None else b"", content_type=kind, headers=self.headers | headers
        )

    def form(self, path: str, data: dict[str, Any], **headers: str) -> Any:
        return self.client.post(HERE + path, data, headers=self.headers | headers)


@pytest.fixture
def program(client):
    """`program()` is nobody's, `program(siti)` speaks for Siti by token."""

    def of(user=None):
        return Program(client, {"Authorization": f"Bearer {issue_token(user, 'test')}"} if user else {})

    return of


def picture(seed: int = 0) -> BytesIO:
    return SimpleUploadedFile("foto.jpg", jpeg(seed=seed), "image/jpeg")


@pytest.fixture
def form():
    """`form(...)` is what a good submission sends, changed; None takes a field out."""

    def of(**changes: Any) -> dict[str, Any]:
        fields = {"client_id": str(uuid4()), "category": "road", "text": "Lubang dalam", "lon": GAMBIR[0], "lat": GAMBIR[1],
                  "photo": picture()} | changes  # fmt: skip
        return {name: value for name, value in fields.items() if value is not None}

    return of
