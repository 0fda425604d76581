FROM node:20.20.2-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json ./
COPY src ./src
# Tests, benchmarks and source maps are no part of the image.
RUN node node_modules/typescript/bin/tsc -p . \
  && rm -rf dist/testing dist/bench \
  && find dist \( -name '*.test.js' -o -name '*.map' -o -name .tsbuildinfo \) -delete

FROM node:20.20.2-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts

FROM node:20.20.2-bookworm-slim
LABEL org.opencontainers.image.title="E-Claim REP" \
  org.opencontainers.image.description="Fetches, imports and shows what NHSO e-Claim says about a hospital's claims" \
  org.opencontainers.image.licenses="MIT"
ENV NODE_ENV=production \
  HOST=0.0.0.0 \
  PORT=5001 \
  TZ=Asia/Bangkok
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json LICENSE ./
COPY database ./database
COPY views ./views
COPY public ./public
# A named volume takes over owner and mode of the folder that it covers: only these may be written.
RUN install -d -o node -g node -m 0700 database/local downloads exports logs \
  && printf '#!/bin/sh\nexec node /app/dist/cli.js "$@"\n' > /usr/local/bin/eclaim-rep \
  && chmod 0755 /usr/local/bin/eclaim-rep
USER node
VOLUME ["/app/database/local", "/app/downloads", "/app/exports", "/app/logs"]
EXPOSE 5001
# Asks /dashboard as a browser would: well is a page or the way to the sign-in, not well is 503 or silence.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
  CMD ["node", "dist/cli.js", "healthcheck"]
# Node is the first process and takes SIGTERM itself; `docker run --init` or Compose's `init: true` reaps orphans.
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "dist/cli.js"]
CMD ["serve"]
