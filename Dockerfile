# The command promptwatcher as one native program (docs/aot.md) on Debian:
#   docker build --tag promptwatcher .
#   docker run --rm --tty promptwatcher                                        # the demonstration
#   docker run --rm --volume /var/run/docker.sock:/var/run/docker.sock promptwatcher hosts --env docker --image promptwatcher
# The stage "dev" is the dev container's.

# Debian with the .NET 10 SDK. The SDK's own images are no Debian, whose packages the tests need.
FROM debian:bookworm AS sdk
ARG DOTNET_INSTALL=https://dot.net/v1/dotnet-install.sh
RUN apt-get update -qq \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends ca-certificates curl git libssl3 libstdc++6 \
    && rm -rf /var/lib/apt/lists/* \
    && curl -fsSL "$DOTNET_INSTALL" | bash -s -- --channel 10.0 --install-dir /usr/share/dotnet \
    && ln -s /usr/share/dotnet/dotnet /usr/local/bin/dotnet \
    && DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 dotnet --version
ENV DOTNET_ROOT=/usr/share/dotnet DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# And what eng/test.sh would install at its first run, and eng/aot.sh links with.
FROM sdk AS dev
RUN apt-get update -qq \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        dash coreutils procps util-linux openssl python3 \
        docker.io docker-compose podman tini busybox-static haproxy \
        tmux screen dialog whiptail \
        postgresql \
        nodejs npm chromium fonts-dejavu-core \
        clang zlib1g-dev \
    && rm -rf /var/lib/apt/lists/*

FROM sdk AS build
RUN apt-get update -qq \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends clang zlib1g-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN dotnet publish samples/PromptWatcher.Console --configuration Release --use-current-runtime --output /publish -p:PublishAot=true \
    && rm -f /publish/*.dbg /publish/*.pdb /publish/*.xml

FROM debian:bookworm-slim
RUN apt-get update -qq \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends ca-certificates libssl3 \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /publish /usr/local/lib/promptwatcher
RUN ln -s ../lib/promptwatcher/PromptWatcher.Console /usr/local/bin/promptwatcher
ENTRYPOINT ["promptwatcher"]
