import type { App, Resource } from '../model/app.ts';
import { isOn } from '../model/values.ts';

/**
 * The trail that records nothing, where the templates have trails and none of them is on: then no rule hears of any call, and no
 * pattern is at fault. https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_StopLogging.html
 */
export function trailOff({ resources }: App): Resource | undefined {
  const trails = resources.filter(({ type }) => type === 'AWS::CloudTrail::Trail');
  const isSilent = ({ properties }: Resource) => !isOn(properties, 'IsLogging', { absent: false, unread: false });
  return trails.every(isSilent) ? trails[0] : undefined;
}
