/** Markup that would run, load or lead somewhere if a page took it for its own. */
const markup = [
  '<script>alert(1)</script>',
  '<script src="https://evil.example/x.js"></script>',
  '<img src=x onerror=alert(1)>',
  '<img src="https://evil.example/pixel.png">',
  '<svg onload=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--><img src=1 onerror=alert(1)>">',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
  '<object data="https://evil.example/x"></object>',
  '<embed src="https://evil.example/x">',
  '<link rel="stylesheet" href="https://evil.example/x.css">',
  '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
  '<base href="https://evil.example/">',
  '<form action="https://evil.example/"><input name=q autofocus onfocus=alert(1)></form>',
  '<style>@import "https://evil.example/x.css";</style>',
  '<p style="background:url(https://evil.example/x)">x</p>',
  '<video src="https://evil.example/x" onerror=alert(1) autoplay></video>',
  '<audio src=x onerror=alert(1)>',
  '<details open ontoggle=alert(1)>',
  '<body onload=alert(1)>',
  '<marquee onstart=alert(1)>',
  '<a href="javascript:alert(1)">x</a>',
  '<button onclick=alert(1) autofocus onfocus=alert(1)>x</button>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<template><img src=x onerror=alert(1)></template>',
  '<input type=image src="https://evil.example/x" onerror=alert(1)>',
];

/** The same in Markdown. */
const markdown = [
  '![x](https://evil.example/pixel.png)',
  '![x][1]\n\n[1]: https://evil.example/pixel.png',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java&#115;cript:alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](javascript&colon;alert(1))',
  '[x](data:text/html,<script>alert(1)</script>)',
  '[x](vbscript:msgbox(1))',
  '[x](file:///etc/passwd)',
  '[x](//evil.example)',
  '[x](\u0001javascript:alert(1))',
  '[x]( javascript:alert(1) "title")',
  '[x](https://ok.example/"onmouseover=alert(1)//)',
  '[x](https://ok.example "onmouseover=alert(1)")',
  '[x][a]\n\n[a]: javascript:alert(1)',
  '<javascript:alert(1)>',
  '<https://ok.example/"><img src=x onerror=alert(1)>>',
  '[![x](https://evil.example/a.png)](javascript:alert(1))',
  '```html\n<img src=x onerror=alert(1)>\n```',
  '```"><img src=x onerror=alert(1)>\nx\n```',
  '`<img src=x onerror=alert(1)>`',
  '# <img src=x onerror=alert(1)>',
  '[cost:1"><img src=x onerror=alert(1)>]',
  '[cost:1](javascript:alert(1))',
  '[<img src=x onerror=alert(1)>](https://ok.example)',
];

const wraps: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `- one\n- ${text.replaceAll('\n', ' ')}`,
  (text) =>
    `| a | b |\n| --- | --- |\n| ${text.replaceAll('\n', ' ').replaceAll('|', '\\|')} | x |`,
  (text) => `> **${text.replaceAll('\n', ' ')}**`,
];

/** More than 200 attacks by text. */
export const vectors: readonly string[] = [...markup, ...markdown].flatMap((text) =>
  wraps.map((wrap) => wrap(text)),
);
