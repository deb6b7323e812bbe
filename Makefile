# One line each; the logic is in scripts/. `make run` and `make test` install what they need and say so.
.PHONY: help run test check fix test-postgres test-browser bench clean

help: ## what can be made
	@sed -n 's/^\([a-z-]*\):.*## /  make \1 - /p' Makefile

run: ## the program with a synthetic city, on http://127.0.0.1:8080
	@scripts/run

test: ## everything that CI runs
	@scripts/test

check: ## quick: layout, build with the import check, tests that need no service
	@scripts/test quick

fix: ## put the layout of the Swift files and the table of rooms right
	@scripts/format fix

test-postgres: ## storage and operations on a private PostgreSQL
	@scripts/test-postgres

test-browser: ## the pages in a headless browser
	@scripts/test-browser

bench: ## speed of the release program beside its rivals
	@scripts/bench

clean: ## remove what was built or generated, but no data
	@rm -rf .build .venv Public/vendor browser-tests/screenshots
