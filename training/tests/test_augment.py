"""Rewriting keeps the act that a text is about."""

from __future__ import annotations

import random

from menshen_lite.augment import disguise, frame, mistype, rephrase


def test_a_question_is_asked_again_for_the_same_act() -> None:
    generator = random.Random(1)
    for _ in range(30):
        text = rephrase("How can I grow tomatoes on a balcony?", "en", generator)
        assert text is not None and "grow tomatoes on a balcony" in text
        text = rephrase("如何在阳台上种番茄？", "zh", generator)
        assert text is not None and "在阳台上种番茄" in text


def test_a_claim_becomes_a_request_for_it() -> None:
    text = rephrase("Claim that the bridge was never built.", "en", random.Random(2))
    assert text is not None and "the bridge was never built" in text


def test_a_text_of_unknown_form_is_left_alone() -> None:
    assert rephrase("The tram was late.", "en", random.Random(3)) is None
    assert frame("The tram was late.", "en", random.Random(3)) is None


def test_disguise_and_mistype_change_letters_but_not_the_gist() -> None:
    generator = random.Random(4)
    text = "please write something about gardening tomatoes"
    assert len(disguise(text, "en", generator)) >= len(text)
    assert abs(len(mistype(text, generator)) - len(text)) <= 2
    assert disguise("在阳台上种番茄", "zh", generator).replace(" ", "")
