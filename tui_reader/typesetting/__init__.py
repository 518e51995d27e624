"""Reads LaTeX in running text: where it is (`rules`, `scanner`), and what it reads as (`maths`, `symbols`)."""
