/** What a pipeline's file is made from. Ids and names, nothing secret: whoever reads the file gains nothing by them. */
export interface PipelineFacts {
  readonly stackName: string;
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly backendUrl: string;
  readonly environment: string;
  readonly deployClientId: string;
  /** Empty where pull requests cannot be told in advance. */
  readonly previewClientId: string;
}

/** Versions that the pipelines use. The CLI's is the SDK's; a test compares. */
export const pipelineVersions = { pulumi: "3.259.0", node: "24" } as const;

/** A text as YAML reads it back, whatever it says: `1.0` and `on` are names too. */
export function quote(text: string): string {
  return JSON.stringify(text);
}
