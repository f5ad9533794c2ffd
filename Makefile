.PHONY: demo test check fix bench docs
demo test check fix bench docs:
	python3 dev.py $@
