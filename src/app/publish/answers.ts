import type { CloudClient } from '../../client/cloudClient';
import { ApiError } from '../../client/errors';
import type { AnsweredRequest } from './journal';

/** The same client, which tells of every answer to a request that changes something, be it a yes or a no. */
export const notingAnswers = (client: CloudClient, note: (answer: AnsweredRequest) => void): CloudClient => ({
  call: async (action, request, options) => {
    const isRead = action.startsWith('Describe');
    try {
      const reply = await client.call(action, request, options);
      if (!isRead) note({ action, requestId: reply.requestId });
      return reply;
    } catch (error) {
      if (!isRead && error instanceof ApiError) note({ action, requestId: error.requestId });
      throw error;
    }
  },
});
