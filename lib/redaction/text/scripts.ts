import type { Span, Surface } from '../types.ts';

/**
 * Names in scripts that have no capitals: the first sign is a surname, the length is that of a name, and it is no word that
 * screens show. Surnames: the commonest hundred or so of each language.
 */
const HAN = new Set(
  '王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖萧田董袁潘于蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鐘谭譚陆陸汪范金石廖贾賈夏韦韋傅方白邹鄒孟熊秦邱江尹薛闫閻段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯',
);
const HAN_WORDS = new Set([
  '文件',
  '高级',
  '高級',
  '马上',
  '馬上',
  '金额',
  '金額',
  '方法',
  '方式',
  '程序',
  '程式',
  '万元',
  '任务',
  '任務',
  '任意',
  '任何',
  '向上',
  '向下',
  '向左',
  '向右',
  '白色',
  '黄色',
  '黃色',
  '金色',
  '石头',
  '许可',
  '許可',
  '应用',
  '叶子',
  '周一',
  '周二',
  '周三',
  '周四',
  '周五',
  '周六',
  '周日',
  '周期',
  '周报',
  '何时',
  '何處',
  '雷达',
  '毛利',
  '史料',
  '江苏',
  '方向',
  '方案',
  '方块',
  '严重',
  '嚴重',
  '段落',
  '白板',
  '高亮',
  '高清',
  '高度',
  '任务栏',
  '程序员',
  '范围',
  '龙头',
  '金融',
  '金属',
  '石油',
  '黄金',
  '白天',
  '马克',
  '田地',
  '夏天',
  '江河',
  '于是',
  '余额',
  '余下',
  '林业',
  '胡乱',
  '高端',
  '高速',
  '高兴',
  '高中',
  '罗列',
  '谢谢',
  '許多',
  '许多',
  '向导',
  '万一',
  '武器',
  '严格',
  '贺卡',
  '顾客',
  '钱包',
  '孔径',
  '莫名',
  '汤圆',
  '陶瓷',
  '侯选',
  '雷同',
  '石材',
  '孟买',
  '任期',
  '何必',
  '何况',
]);
const JAPANESE =
  /(?:佐藤|鈴木|高橋|田中|伊藤|渡辺|渡邊|山本|中村|小林|加藤|吉田|山田|佐々木|山口|松本|井上|木村|林|斎藤|斉藤|清水|山崎|森|池田|橋本|阿部|石川|山下|中島|石井|小川|前田|岡田|長谷川|藤田|後藤|近藤|村上|遠藤|青木|坂本|福田|太田|西村|藤井|岡本|金子|藤原|三浦|中野|中川|原田|松田|竹内|小野|田村|中山|和田|石田|森田|上田|原|内田|柴田|酒井|宮崎|横山|高木|安藤|宮本|大野|小島|工藤|谷口|今井|高田|増田|丸山|杉山|村田|大塚|新井|小山|平野|藤本|河野|上野|野口|武田|松井|千葉|菅原|岩崎|木下|久保|佐野|野村|松尾|市川|菊地|杉本|古川|島田|桜井|大西|水野)(?:[ 　]?[\u3040-\u30ff\u4e00-\u9fff]{1,3}?)?(?=さん|様|氏|君|ちゃん|先生|部長|課長|社長|の|は|が|を|に|、|。|[\s|\-–—,:()（）・]|$)/gu;
const HANGUL =
  '김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용';
const HANGUL_NAME = new RegExp(`(?<![\\uac00-\\ud7a3])[${HANGUL}][\\uac00-\\ud7a3]{2}(?=님|씨|\\s|[-–—|,:()]|$)`, 'gu');
const HANGUL_WORDS =
  /^(?:이메일|이미지|이벤트|최대화|최소화|한국어|서비스|전문가|정렬됨|임시글|주소록|연락처|원본글|전화기|유튜브|고객사|문서함|안드로|오피스|인터넷|구글링|기본값|도움말|미리보|사용자|제목없|공유함|휴지통|다운로|업로드|방화벽|지도앱|금융권|모바일|국제화|인스턴|소프트|하드웨|프로필|차트명|성능표|진행중|진행률|지난주|이번주|다음주|이전글|선택됨|설정값|표준형|주문서|구매자|판매자|원하는|현재값|명령어|추가됨|변경됨|도착함|하위폴|전송됨|신청서|조회수|양식명|배송지|장치명|안내문|성공함|오류명|권한명)$/;
const HAN_NAME =
  /(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,3}(?![\u4e00-\u9fff])|(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,4}(?=先生|女士|小姐|老师|老師|经理|經理|总|总监)/gu;

/** Chinese, Japanese and Korean names. */
export function findScriptNames(text: string, surface: Surface): Span[] {
  if (surface === 'code' || !/[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]/.test(text)) return [];
  const spans: Span[] = [];
  const add = (match: RegExpMatchArray) =>
    spans.push({ start: match.index!, end: match.index! + match[0].length, type: 'PERSON' });
  for (const match of text.matchAll(HAN_NAME)) if (HAN.has(match[0][0]!) && !HAN_WORDS.has(match[0])) add(match);
  for (const match of text.matchAll(JAPANESE)) if (match[0].length > 1) add(match);
  for (const match of text.matchAll(HANGUL_NAME)) if (!HANGUL_WORDS.test(match[0])) add(match);
  return spans;
}
