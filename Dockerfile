# A tenant in a container: docker build -t mockfluence .
#
# The bases are named by tag, as a digest has to be looked up where it is used. To pin them, give both by
# the digest that `docker buildx imagetools inspect rust:1.88-slim` says:
#   docker build --build-arg RUST=rust:1.88-slim@sha256:… --build-arg BASE=debian:bookworm-slim@sha256:… .
ARG RUST=rust:1.88-slim
ARG BASE=debian:bookworm-slim

FROM ${RUST} AS build
WORKDIR /src
COPY . .
RUN cargo install --locked --path . --features cli,look-alike --root /out

FROM ${BASE}
RUN useradd --system --uid 10001 mockfluence
COPY --from=build /out/bin/mockfluence /usr/local/bin/mockfluence
USER 10001
EXPOSE 8080 8081
ENTRYPOINT ["mockfluence"]
# The public URL is how the app under test reaches the container; change the name to yours.
CMD ["serve", "--bind", "0.0.0.0", "--port", "8080", "--control-port", "8081", \
     "--public-url", "http://mockfluence:8080/wiki"]
