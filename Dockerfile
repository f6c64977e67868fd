# A tenant in a container: docker build -t mockfluence .
FROM rust:1.88-slim AS build
WORKDIR /src
COPY . .
RUN cargo install --locked --path . --features cli --root /out

FROM debian:bookworm-slim
RUN useradd --system --uid 10001 mockfluence
COPY --from=build /out/bin/mockfluence /usr/local/bin/mockfluence
USER 10001
EXPOSE 8080 8081
ENTRYPOINT ["mockfluence"]
# The public URL is how the app under test reaches the container; change the name to yours.
CMD ["serve", "--bind", "0.0.0.0", "--port", "8080", "--control-port", "8081", \
     "--public-url", "http://mockfluence:8080/wiki"]
