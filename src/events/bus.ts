import { EventEmitter } from 'node:events';
import type { EventName, Events } from './events.js';

export interface Bus {
  publish<Name extends EventName>(name: Name, payload: Events[Name]): void;
  /** Answers the function that ends the subscription. */
  subscribe<Name extends EventName>(name: Name, listener: (payload: Events[Name]) => void): () => void;
}

export function createBus(): Bus {
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0);
  return {
    publish(name, payload) {
      emitter.emit(name, payload);
    },
    subscribe(name, listener) {
      emitter.on(name, listener);
      return () => emitter.off(name, listener);
    },
  };
}
