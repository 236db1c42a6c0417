"""Tifa: official slogans in damaged web copies of Chinese local news, repaired and measured."""

from .corpus import Corpus, load_corpus

__all__ = ["Corpus", "load_corpus"]
