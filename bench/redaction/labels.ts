/** What applications say of themselves, one label an entry: none of it may be masked. Written by hand for this bench. */
export const LABELS: readonly string[] =
  `Save|Save As…|Open Recent|Close Window|Undo Typing|Redo|Cut|Copy|Paste Special…|Select All|Find and Replace|Go to Line
Page Setup|Print Preview|Export to PDF|Import Contacts|New Folder|New Tab|New Private Window|Reopen Closed Tab|Zoom In|Zoom Out|Actual Size
Full Screen|Show Sidebar|Hide Toolbar|Developer Tools|View Source|Bookmarks|History|Downloads|Extensions|Preferences|Settings|Sign in
Sign out|Log in with Google|Continue with Microsoft|Forgot password?|Remember me|Create account|Reset password|Change password
Password must be at least 8 characters|Two-factor authentication|Security questions|Email address|Phone number|First name|Last name
Date of birth|Street address|City|State / Province|ZIP code|Country|Card number|Expiration date|Billing address|Shipping method
Add to cart|Checkout|Place order|Order history|Track package|Return policy|Terms of Service|Privacy Policy|Cookie settings|Accept all
Inbox|Sent|Drafts|Spam|Trash|Archive|Compose|Reply All|Forward|Mark as read|Mark all as unread|Move to…|Snooze|Schedule send
Today|Yesterday|Last 7 days|This month|Week|Month|Year|Agenda|New event|All day|Repeat weekly|Join meeting|Mute microphone|Share screen
Start recording|Leave call|Raise hand|Participants|Breakout rooms|Live captions|Background blur|Pull requests|Issues|Actions|Projects
Wiki|Insights|Code review|Merge pull request|Squash and merge|Rebase and merge|Close issue|Reopen issue|Assignees|Labels|Milestone
Fork|Star|Watch|Clone repository|Copy link|Download ZIP|Branches|Tags|Commits|Releases|Packages|Environments|Deploy keys|Webhooks
Dashboard|Reports|Analytics|Campaigns|Leads|Opportunities|Accounts|Contacts|Tasks|Calendar|Forecasts|Quotes|Products|Price books
Group by|Sort ascending|Sort descending|Filter by status|Clear filters|Apply|Cancel|OK|Yes|No|Retry|Ignore|Abort|Next|Previous|Finish
Terminal|Console|Output|Problems|Debug Console|Run and Debug|Set Breakpoint|Step Over|Step Into|Toggle Word Wrap|Format Document
Go to Definition|Find All References|Rename Symbol|Quick Fix|Source Control|Stage All Changes|Commit|Push|Pull|Fetch|Sync Changes
Kubernetes clusters|Docker images|Lambda functions|S3 buckets|DynamoDB tables|CloudWatch logs|IAM roles|Security groups|Load balancers
Grafana|Prometheus|Jenkins|Terraform plan|Ansible playbook|PostgreSQL|MongoDB Atlas|Redis|Kafka topics|Elasticsearch|Node.js|TypeScript
Bold|Italic|Underline|Strikethrough|Bulleted list|Numbered list|Heading 1|Insert table|Insert image|Line spacing|Font size|Text color
Slide show|Presenter view|Transitions|Animations|Slide master|AutoSum|Pivot Table|Conditional Formatting|Freeze Panes|Data Validation
VLOOKUP|Goal Seek|Wi-Fi|Bluetooth|Airplane mode|Do Not Disturb|Battery|Display|Sound|Keyboard|Trackpad|Printers & Scanners|Date & Time
Language & Region|Accessibility|Software Update|Time Machine|About This Mac|Force Quit|Restart|Shut Down|Lock Screen|System Preferences
Ticket status|Priority: High|Assigned to me|Unassigned|Open tickets|Pending|Solved|On hold|Submit as Solved|Add internal note|Macros
Employee directory|Time off|Payroll|Benefits|Performance|Goals|Recruiting|Job openings|Candidates|Offer letter|Onboarding checklist
Submit expense report|Approve|Reject|Request changes|Pending approval|Cost center|Vendor|Purchase orders|Invoices|Payments|Tax rates
Balance sheet|Profit and loss|Cash flow|General ledger|Chart of accounts|Bank reconciliation|Loading…|No results found|Page not found
Something went wrong|Try again later|Are you sure?|Unsaved changes|3 items selected|Page 1 of 12|100%|Version 2.4.1|Last saved 5 min ago
Rose Gold|Midnight Blue|Dark Mode|Light theme|High contrast|Drag and drop files here|Browse files|Upload complete|Attach file|Insert emoji
Search messages|Direct messages|Channels|Threads|Mentions & reactions|Saved items|Add people|Create a channel|Mute notifications|Set a status`
    .split(/[|\n]/)
    .map((label) => label.trim());
