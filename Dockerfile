# Two stages with the steps of `make setup`. The data is built at the first start, into the volume /data.
#
#   docker build -t thrive-directory .
#   docker run -p 8000:8000 -v thrive-data:/data thrive-directory

FROM python:3.11-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends make && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY Makefile pyproject.toml hatch_build.py requirements.lock README.md LICENSE alembic.ini ./
COPY alembic alembic
COPY data data
COPY frontend frontend
COPY src src
RUN make setup

FROM python:3.11-slim
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin thrive && install -d -o thrive -g thrive /data
COPY --from=build /app /app
ENV THRIVE_DATA_DIR=/data PYTHONDONTWRITEBYTECODE=1
WORKDIR /data
USER thrive
VOLUME /data
EXPOSE 8000
# The first start builds the table of postcodes and reads the seed, about half a minute.
HEALTHCHECK --interval=30s --timeout=3s --start-period=90s \
  CMD ["/app/.venv/bin/python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
CMD ["/app/.venv/bin/thrive-directory", "serve", "--host", "0.0.0.0", "--port", "8000"]
