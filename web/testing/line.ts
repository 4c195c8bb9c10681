/** 线路 — a line between browser and server that can be cut: whatever is under way on it is lost. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export type Line = {
  readonly url: string
  /** Cuts it once, when this many bytes have gone up. */
  cutAfter(bytes: number): void
  close(): void
}

/** To the server on this port. */
export async function openLine(port: number): Promise<Line> {
  const sockets = new Set<Socket>()
  let left = Number.POSITIVE_INFINITY
  const cut = () => {
    left = Number.POSITIVE_INFINITY
    for (const socket of sockets) socket.destroy()
  }
  const server = createServer((near) => {
    const far = connect(port, 'localhost')
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => sockets.delete(socket))
    }
    near.on('data', (chunk) => {
      left -= chunk.length
      if (left <= 0) cut()
    })
    near.pipe(far).pipe(near)
  })
  server.listen(0)
  await once(server, 'listening')
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    cutAfter: (bytes) => {
      left = bytes
    },
    close: () => {
      cut()
      server.close()
    },
  }
}
