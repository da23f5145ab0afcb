"""What Menshen is compared with: a service that answers Menshen's own answers from a dict.

ANSWERS names a file with one JSON object a line: {"text": ..., "answer": ...}.
"""

import json
import os
from typing import Any

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel


class ModerateRequest(BaseModel):
    text: str


def answers() -> dict[str, dict[str, Any]]:
    with open(os.environ["ANSWERS"], encoding="utf-8") as lines:
        return {line["text"]: line["answer"] for line in map(json.loads, lines)}


ANSWERS = answers()
app = FastAPI()


# The type of the answer lets FastAPI write it with pydantic's serialiser, which is the faster of its two.
@app.post("/api/v1/moderate")
async def moderate(request: ModerateRequest) -> dict[str, Any]:
    answer = ANSWERS.get(request.text)
    if answer is None:
        raise HTTPException(status_code=404)
    return answer
