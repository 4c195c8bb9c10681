/** 数据库参数 — what our clusters are started with. Given on the command line, so that a new version of Huying brings its own. */
import { totalmem } from 'node:os'
import type { Home } from './home.ts'

export type Durability = 'durable' | 'disposable'

const megabyte = 1024 * 1024

/** `-c name=value` arguments for the postmaster of `home`. Never listens on the network. */
export function settingsFor(home: Home, durability: Durability): string[] {
  const chosen = { ...shared(home), ...(durability === 'durable' ? durable() : disposable) }
  return Object.entries(chosen).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

function shared(home: Home): Record<string, string | number> {
  return {
    listen_addresses: '',
    port: 5432,
    unix_socket_directories: home.socket,
    unix_socket_permissions: '0700',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    log_line_prefix: '%m [%p] %a ',
    log_checkpoints: 'off',
    jit: 'off', // short statements only: compiling one costs more than running it
    random_page_cost: 1.1,
  }
}

function durable(): Record<string, string | number> {
  const memory = Math.floor(totalmem() / megabyte)
  return {
    shared_buffers: `${Math.min(1024, Math.max(128, Math.floor(memory / 16)))}MB`,
    effective_cache_size: `${Math.max(256, Math.floor(memory / 2))}MB`,
    maintenance_work_mem: '128MB',
    max_connections: 100,
    synchronous_commit: 'on',
    wal_compression: 'pglz',
    min_wal_size: '256MB',
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    log_lock_waits: 'on',
    log_min_duration_statement: '2s',
  }
}

/** A test cluster holds nothing that must outlive the machine, so it never waits for the disk. */
const disposable = {
  shared_buffers: '128MB',
  max_connections: 200,
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: 0,
  autovacuum: 'off', // a worker inside the template would hold up every clone
}
