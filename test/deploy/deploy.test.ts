/** One file, so that the CDK and its checks are loaded once for all of them: that is most of their time. */
import './changes.ts';
import './context.ts';
import './existing.ts';
import './leaks.ts';
import './names.ts';
import './order.ts';
import './other-app.ts';
import './recipe.ts';
import './synth.ts';
