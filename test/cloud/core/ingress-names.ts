/**
 * planes/ingress/ingress.ts (`startIngress`): names below `.test` that the one TLS listener of the ingress serves by SNI
 * and Host. Container Apps registers an app's FQDN here.
 */
export interface IngressNames {
  /** Serves `https://<fqdn>` from a plain-http upstream on 127.0.0.1, once the `dns` lag has passed. Registering again replaces. */
  readonly register: (fqdn: string, target: IngressTarget) => void;
  /** From now on the name answers as an app that is stopped or does not exist: 404. */
  readonly unregister: (fqdn: string) => void;
  /** Presents this certificate for the name, registered or not yet (self-signed, expired, wrong name …); undefined goes back to the issued one. */
  readonly presentCertificate: (fqdn: string, certificate: IngressCertificate | undefined) => void;
}
export interface IngressTarget {
  /** TCP port of the upstream on 127.0.0.1. */
  readonly port: number;
}
/** Both as PEM; the certificate with the chain that is to be sent. */
export interface IngressCertificate {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}
