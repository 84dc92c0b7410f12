# Two stages: the first installs, the second holds what runs. No root, no compiler, no cache.
FROM python:3.11-slim AS build
WORKDIR /build
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY models models
COPY assistant assistant
COPY service service
RUN python -m venv /opt/plaintune \
 && /opt/plaintune/bin/pip install --no-cache-dir --constraint constraints.txt ".[postgres,s3,cluster]"

FROM python:3.11-slim
# LightGBM needs the system's libgomp.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends libgomp1 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --create-home --uid 10001 plaintune \
 && install --directory --owner plaintune --mode 0700 /data
COPY --from=build /opt/plaintune /opt/plaintune
USER plaintune
WORKDIR /home/plaintune
ENV PATH=/opt/plaintune/bin:$PATH \
    PLAINTUNE_HOME=/data \
    PYTHONUNBUFFERED=1
VOLUME /data
EXPOSE 8000
# Others can reach a container, so that PLAINTUNE_API_KEY must be set: docker run -e PLAINTUNE_API_KEY=... -p 8000:8000 plaintune
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["plaintune", "serve", "--host", "0.0.0.0"]
