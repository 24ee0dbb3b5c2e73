# Two images: `app` serves, `tools` has the whole project for migrations, the doctor and the operator's commands.
# docs/self-host.md tells how to use them.
FROM node:24.11-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund

FROM dependencies AS build
ENV NEXT_TELEMETRY_DISABLED=1
COPY . .
RUN BUILD_STANDALONE=1 npm run build

FROM dependencies AS tools
ENV NODE_ENV=production
COPY . .
USER node
CMD ["npm", "run", "db:migrate"]

FROM node:24.11-bookworm-slim AS app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOSTNAME=0.0.0.0 PORT=3000 KEEP_ALIVE_TIMEOUT=130000
WORKDIR /app
COPY --from=build /app/public ./public
COPY --from=build /app/.next/standalone ./
COPY --from=build /app/.next/static ./.next/static
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/api/health').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Node.js itself is process 1: the server handles SIGTERM, and starts no processes that it would have to reap.
CMD ["node", "server.js"]
