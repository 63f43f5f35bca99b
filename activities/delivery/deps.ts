import type { DomainAccess } from '../../domain/access.ts';
import type { InvestigationStore } from '../../domain/api-ports.ts';
import type { CorrectionStore } from '../../domain/correction.ts';
import type { DigestWork } from '../../domain/digest-ports.ts';
import type { InvestigationId } from '../../domain/ids.ts';
import type { DeliveryWork, Post, SignMessage } from '../../domain/own-webhook-ports.ts';
import type { WatchWork } from '../../domain/watch-ports.ts';

/** The ports of the activities that send messages. */
export type DeliveryDeps = {
  readonly deliveries: DeliveryWork;
  readonly investigations: Pick<InvestigationStore, 'find' | 'events' | 'domainsOf'>;
  readonly corrections: Pick<CorrectionStore, 'of'>;
  readonly watches: Pick<WatchWork, 'find' | 'event'>;
  readonly digests: Pick<DigestWork, 'find' | 'run'>;
  readonly domainAccess: DomainAccess;
  readonly post: Post;
  readonly sign: SignMessage;
  /** Where people read an investigation. */
  readonly linkOf: (id: InvestigationId) => string;
};
