// Built from js/src by `npm run build` in course_utils/live/js: make changes there.
function o(s,t="",e=""){let i=document.createElement(s);return t&&(i.className=t),e&&(i.textContent=e),i}var T={play:"M4 2.5v11l9.5-5.5z",pause:"M4 2.5h3v11H4zM\
9 2.5h3v11H9z",step:"M3 2.5v11L10 8zM11 2.5h2v11h-2z",reset:"M8 2a6 6 0 1 0 6 6h-2a4 4 0 1 1-4-4c1.1 0 2.1.45 2.83 1.17L9 7h5V2l-1.76 1.76A6 6 0 0 0 8 2z",large:"\
M2 2h5v2H4v3H2zM9 12h3V9h2v5H9zM9 2h5v5h-2V4H9zM2 9h2v3h3v2H2z",small:"M5 2h2v5H2V5h3zM9 9h5v2h-3v3H9zM9 2h2v3h3v2H9zM2 9h5v5H5v-3H2z"};function u(s,t,e,i){let r=o(
"button","cu-button");return r.type="button",r.title=e,s&&(r.innerHTML=`<svg viewBox="0 0 16 16" aria-hidden="true"><path d="${T[s]}"/></svg>`),t&&r.append(o("s\
pan","",t)),r.addEventListener("click",i),r}function z(s,t,e){s.querySelector("path")?.setAttribute("d",T[t]),e!==void 0&&s.lastElementChild&&(s.lastElementChild.
textContent=e)}function A(s,t){s.textContent!==t&&(s.textContent=t),s.hidden=!t}var q=Symbol.for("course_utils.page");function f(){let s=globalThis;return s[q]??={id:crypto.randomUUID?.()??Math.random().toString(36).slice(2),serial:0,homes:new Map}}
function H(s,t){let{homes:e}=f();return e.has(s)||e.set(s,t()),e.get(s)}function D(s,t){let{homes:e}=f();e.get(s)===t&&e.delete(s)}var O=2,C=1e3,k=class{constructor(){this.model=null,this.views=new Set,this.strokes=[],this.reading=null,this.k=this.answered=this.later=0,this.asked=new Map,this.
delay=0,this.told=!1}attach(t){this.model=t,t.on("msg:custom",e=>{e.type==="reading"&&this.take(e)}),t.on("comm_live_update",()=>{for(let e of this.views)e.link(
"gone")}),this.take(t.get("now"))}tell(t,e={}){this.k+=1;try{this.model?.send({type:t,page:f().id,k:this.k,...e})}catch{for(let i of this.views)i.link("gone")}return this.
k}changed(){for(let t of this.views)t.paint();this.ask()}ask(){let t=performance.now();for(let[e,i]of this.asked)t-i>C&&this.asked.delete(e);clearTimeout(this.later),
this.later=0,this.asked.size<O?this.asked.set(this.tell("strokes",{strokes:this.strokes}),t):this.later=setTimeout(()=>this.ask(),C+100)}take(t){let e=t.page===
f().id,i=t.k??0;if(e){if(i<this.answered)return;this.delay=performance.now()-(this.asked.get(i)??performance.now());for(let r of this.asked.keys())r<=i&&this.asked.
delete(r);this.answered=i}this.reading=t,!e&&!this.asked.size&&!this.later&&(this.strokes=t.strokes??[]);for(let r of this.views)r.read(t),r.paint();this.later&&
this.ask()}here(){let t=!document.hidden&&[...this.views].some(e=>e.seen);t!==this.told&&(this.told=t,this.tell("here",{visible:t,have:0}))}add(t){this.views.add(
t),this.reading&&t.read(this.reading),t.paint(),this.here()}remove(t){if(this.views.delete(t),this.views.size)return this.here();this.told=!1,this.tell("bye")}};var N=[21,19,17.5,16,14.5,13,12],B=4,V=10,j=[["Space","run or pause"],["R","reset"],["L","lecture view, and back"],["F","full screen"],["Esc","leave the lecture\
 view"],["Tab","from control to control"],["← →","move a slider"],["Enter","type a slider's number"],["?","show or hide this list"]],M=null,w=class{constructor(t,e,i=()=>{}){
this.root=t,this.parts=e,this.changed=i,this.on=!1,this.large=u("large","","lecture view: fill the window (L)",()=>this.toggle()),this.large.setAttribute("aria-\
label","Lecture view"),this.large.setAttribute("aria-pressed","false");let r=u("","?","keys (?)",()=>this.help());r.setAttribute("aria-label","Keys"),this.keys=
o("dl","cu-keys"),this.keys.hidden=!0;for(let[n,a]of j)!e.controls?.run&&n==="Space"||!e.controls?.resets&&n==="R"||this.keys.append(o("dt","",n),o("dd","",a));
this.corner=o("div","cu-corner"),this.corner.append(r,this.large),e.title.append(this.corner,this.keys),this.room=new ResizeObserver(()=>this.fit()),this.left=()=>{
this.on&&this.full&&!document.fullscreenElement&&this.leave()},this.full=!1,document.addEventListener("fullscreenchange",this.left),t.addEventListener("keydown",
n=>this.key(n));for(let n of["mousedown","pointerdown","click"])t.addEventListener(n,a=>{this.on&&a.stopPropagation()})}toggle(){this.on?this.leave():this.enter()}help(){
this.keys.hidden=!this.keys.hidden}enter(){let{root:t,parts:e}=this;M?.leave(),M=this,this.on=!0,t.parentElement&&(t.parentElement.style.minHeight=`${t.offsetHeight}\
px`);let i=[...t.querySelectorAll(".cu-control")].filter(r=>!r.hidden).length;t.classList.add("cu-lecture",i>B?"cu-beside":"cu-above"),t.classList.toggle("cu-ma\
ny",i>V),e.controls&&this.corner.before(e.controls.more),t.tabIndex=-1,t.setAttribute("data-lm-suppress-shortcuts","true"),this.float(),t.focus({preventScroll:!0}),
this.button("small","true","back to the notebook (L or Esc)"),e.picture&&(e.picture.filling=!0),this.room.observe(t),e.controls&&this.room.observe(e.controls.rows),
this.changed(!0),this.fit()}float(){this.root.popover="manual",this.root.showPopover?.()}leave(){let{root:t,parts:e}=this;this.on&&(this.on=this.full=!1,M=null,
this.room.disconnect(),document.fullscreenElement===t&&document.exitFullscreen(),t.popover=null,t.classList.remove("cu-lecture","cu-beside","cu-above","cu-many"),
t.style.removeProperty("--cu-size"),e.controls&&e.controls.bar.append(e.controls.more),t.removeAttribute("tabindex"),t.removeAttribute("data-lm-suppress-shortcu\
ts"),t.parentElement&&(t.parentElement.style.minHeight=""),this.button("large","false","lecture view: fill the window (L)"),this.keys.hidden=!0,e.picture&&(e.picture.
filling=!1,e.picture.memo=[],e.picture.queue()),this.changed(!1),t.scrollIntoView({block:"nearest"}),this.large.focus({preventScroll:!0}))}button(t,e,i){z(this.
large,t),this.large.setAttribute("aria-pressed",e),this.large.title=i}fit(){if(!this.on)return;let{root:t}=this,e=this.parts.controls?.rows,i=()=>t.scrollHeight<=
t.clientHeight+1&&(!e||e.scrollHeight<=e.clientHeight+1);for(let r of N)if(t.style.setProperty("--cu-size",`${r}px`),i())break;this.parts.picture?.queue()}async fullScreen(){
if(this.on||this.enter(),document.fullscreenElement)return document.exitFullscreen();this.root.popover=null;try{await this.root.requestFullscreen(),this.full=!0}catch{
this.float()}}key(t){let e=t.target,i=e.matches("select, input:not([type=range], [type=checkbox], [type=radio])");if((this.on||t.key!=="Tab"&&t.key!=="Escape")&&
t.stopPropagation(),t.key==="Escape"&&this.on?(t.preventDefault(),this.leave()):t.key==="Tab"&&this.on&&this.around(t),i||t.ctrlKey||t.metaKey||t.altKey||t.repeat)
return;let r={" ":()=>this.parts.controls?.turn(),r:()=>this.parts.controls?.reset(),l:()=>this.toggle(),f:()=>{this.fullScreen()},"?":()=>this.help()}[t.key.toLowerCase()];
!r||t.key===" "&&e.matches("button, [type=checkbox], [type=radio]")||(t.preventDefault(),r())}around(t){let e=[...this.root.querySelectorAll("button, select, in\
put, [tabindex='0']")].filter(a=>a instanceof HTMLElement&&a.tabIndex>=0&&a.offsetParent!==null&&!a.matches(":disabled")),i=e[0],r=e[e.length-1],n=document.activeElement;
(t.shiftKey?n===i||n===this.root:n===r)&&(t.preventDefault(),(t.shiftKey?r:i)?.focus())}close(){this.leave(),this.room.disconnect(),document.removeEventListener(
"fullscreenchange",this.left)}};function I(){let{body:s}=document;return s.dataset.jpThemeLight!==void 0?s.dataset.jpThemeLight==="false":s.classList.contains("vscode-dark")||s.classList.contains(
"vscode-high-contrast")}function $(s){let t=new MutationObserver(()=>s(I()));return t.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light",
"data-jp-theme-name","class"]}),s(I()),()=>t.disconnect()}function F(s){let t,e=()=>{t?.removeEventListener("change",i),t=matchMedia(`(resolution: ${devicePixelRatio}\
dppx)`),t.addEventListener("change",i)},i=()=>{e(),s()};return e(),()=>t.removeEventListener("change",i)}var P='system-ui, -apple-system, "Segoe UI", Roboto, "H\
elvetica Neue", "DejaVu Sans", sans-serif';var U="150px";function K(s,t,e,i,r){let n=o("div",`cu-root${e.present?" cu-present":""}`),a=o("p","cu-lost");a.setAttribute("role","status"),a.hidden=!0,s.append(
n);let c=i(n);n.append(a,o("style","",`.cu-still[data-for="${e.id}"] { display: none }`));let h={...c,seen:!0,link(l){r(a,l),n.classList.toggle("cu-gone",l==="g\
one");for(let E of n.querySelectorAll(":is(.cu-controls, .cu-more) :is(button, select, input)"))E.toggleAttribute("inert",l==="gone")}};for(let l of n.querySelectorAll(
"input, select, button, .cu-pad"))l.setAttribute("data-lm-suppress-shortcuts","true");t.add(h);let d=()=>{c.sight?.(h.seen),t.here()},p=new IntersectionObserver(
l=>{h.seen=l[l.length-1].isIntersecting,d()},{rootMargin:U});p.observe(n),document.addEventListener("visibilitychange",d);let g=[()=>p.disconnect(),()=>document.
removeEventListener("visibilitychange",d),$(l=>n.classList.toggle("cu-dark",l))];return{root:n,face:c,end(){for(let l of g)l();c.close(),t.remove(h)}}}var b=.03,W=.09,Y=.004,y=s=>Math.min(1,Math.max(0,+s.toFixed(4))),x=class{constructor(t){this.drawing=t,this.el=o("canvas","cu-pad"),this.el.tabIndex=0,this.el.
setAttribute("role","application"),this.el.setAttribute("aria-label","Drawing pad. Arrow keys move the pen, Space lowers or lifts it, Backspace takes the last s\
troke back, Delete clears."),this.pen=[.5,.3],this.down=this.keys=!1,this.finger=null,this.asked=0;let e=new ResizeObserver(()=>this.paint());e.observe(this.el),
this.ends=[()=>e.disconnect(),F(()=>this.paint())],this.hand(),this.keyboard()}back(){this.drawing.strokes.pop(),this.down=!1,this.drawing.changed()}wipe(){this.
drawing.strokes=[],this.down=!1,this.drawing.changed()}get last(){return this.drawing.strokes[this.drawing.strokes.length-1]}at(t){let e=this.el.getBoundingClientRect();
return[y((t.clientX-e.left)/e.width),y((t.clientY-e.top)/e.height)]}hand(){let{el:t}=this;t.addEventListener("pointerdown",e=>{if(!(this.finger!==null||e.button||
e.ctrlKey)){t.focus({preventScroll:!0});try{t.setPointerCapture(e.pointerId)}catch{}this.finger=e.pointerId,this.keys=this.down=!1,this.pen=this.at(e),this.drawing.
strokes.push([this.pen]),this.drawing.changed(),e.preventDefault()}}),t.addEventListener("pointermove",e=>{if(e.pointerId!==this.finger)return;this.pen=this.at(
e);let i=this.last?.[this.last.length-1];!i||Math.hypot(this.pen[0]-i[0],this.pen[1]-i[1])<Y||(this.last.push(this.pen),this.drawing.changed())});for(let e of["\
pointerup","pointercancel","lostpointercapture"])t.addEventListener(e,i=>{i.pointerId===this.finger&&(this.finger=null)});t.addEventListener("focus",()=>{this.keys=
t.matches(":focus-visible"),this.paint()}),t.addEventListener("blur",()=>{this.down=!1,this.paint()})}keyboard(){this.el.addEventListener("keydown",t=>{if(t.key===
"Tab"||t.key==="Escape")return;t.stopPropagation();let e={ArrowLeft:[-b,0],ArrowRight:[b,0],ArrowUp:[0,-b],ArrowDown:[0,b]}[t.key];if(this.keys=!0,e)this.go(e[0],
e[1]);else if(t.key===" ")this.lower();else if(t.key==="Backspace"||t.key==="z"&&(t.ctrlKey||t.metaKey))this.back();else if(t.key==="Delete")this.wipe();else return;
t.preventDefault()})}go(t,e){if(this.pen=[y(this.pen[0]+t),y(this.pen[1]+e)],!this.down||!this.last)return this.paint();this.last.push(this.pen),this.drawing.changed()}lower(){
if(this.down=!this.down,!this.down)return this.paint();this.drawing.strokes.push([this.pen]),this.drawing.changed()}paint(){this.asked||=requestAnimationFrame(()=>{
this.asked=0,this.draw()})}draw(){let{el:t,drawing:{strokes:e}}=this,i=t.clientWidth,r=Math.round(i*(window.devicePixelRatio||1));if(!i)return;t.width!==r&&(t.width=
t.height=r);let n=t.getContext("2d"),a=document.activeElement===t&&this.keys;n.setTransform(1,0,0,1,0,0),n.fillStyle="#000",n.fillRect(0,0,r,r),!e.length&&this.
finger===null&&!a&&(n.fillStyle="#8a929c",n.textAlign="center",n.textBaseline="middle",n.font=`${.065*r}px ${P}`,n.fillText("a digit from 0 to 9",r/2,r/2)),n.setTransform(
r,0,0,r,0,0),n.strokeStyle="#fff",n.lineWidth=W,n.lineCap=n.lineJoin="round";for(let c of e){n.beginPath(),n.moveTo(...c[0]);for(let h of c)n.lineTo(...h);n.stroke()}
a&&(n.strokeStyle=this.down?"#ffb43d":"#4fb0ea",n.lineWidth=.012,n.beginPath(),n.arc(...this.pen,.035,0,7),n.stroke())}close(){for(let t of this.ends)t();cancelAnimationFrame(
this.asked)}};var _=1500,m=28,R=s=>H(s.get("spec").id,()=>new k);function G(){let s=o("canvas","cu-sees"),t=s.getContext("2d");return s.width=s.height=m,s.setAttribute("role",
"img"),s.setAttribute("aria-label",`The ${m} by ${m} pixels the network sees`),{canvas:s,show(e){let i=t.createImageData(m,m);e.forEach((r,n)=>i.data.set([r,r,r,
255],4*n)),t.putImageData(i,0,0)}}}function J(){let s=o("div","cu-digits");s.setAttribute("role","group"),s.setAttribute("aria-label","Probability of each digit");
let t=Array.from({length:10},(e,i)=>{let r=o("div","cu-digit"),n=o("span","cu-track"),a=o("span","cu-fill"),c=o("span","cu-share");return n.append(a),r.append(o(
"b","",String(i)),n,c),s.append(r),{line:r,fill:a,share:c}});return{el:s,show(e){let i=Math.max(...e);e.forEach((r,n)=>{t[n].fill.style.width=`${100*r}%`,t[n].share.
textContent=`${Math.round(100*r)} %`,t[n].line.classList.toggle("cu-best",i>0&&r===i)})}}}function S(s,t,...e){let i=o("div",`cu-draw-part ${s}`);return i.append(
o("div","cu-draw-head",t),...e),i}function X(s,t){let e=new x(t),i=G(),r=J(),n=o("div","cu-title"),a=o("p","cu-caption"),c=o("div","cu-spoken"),h=o("div","cu-er\
ror");a.setAttribute("aria-hidden","true"),c.setAttribute("aria-live","polite"),h.setAttribute("role","alert");let d=u("","Undo","take the last stroke back (Bac\
kspace)",()=>e.back()),p=u("","Clear","an empty pad (Delete)",()=>e.wipe()),g=o("div","cu-bar"),l=o("div","cu-draw-parts");g.append(d,p),l.append(S("","draw her\
e",e.el,g),S("","what the network sees",i.canvas),S("cu-draw-wide","probability",r.el)),n.append(o("span","cu-name","Draw a digit")),s.classList.add("cu-draw"),
s.append(n,l,a,c,h,o("p","cu-keyline","Mouse, finger or pen. Keys: arrows move, Space lowers or lifts the pen, Backspace undoes, Delete clears."));let E=new w(s,
{title:n},()=>e.paint()),L=0;return{paint(){d.disabled=p.disabled=!t.strokes.length,e.paint()},read(v){s.dataset.delay=t.delay.toFixed(1),i.show(v.pixels),r.show(
v.probabilities),a.textContent=v.caption,L||=setTimeout(()=>{L=0,c.textContent=a.textContent},_),A(h,v.error)},close(){clearTimeout(L),E.close(),e.close()}}}var Z="\
The kernel was restarted, so nobody reads this pad any more: run this cell again.",kt={initialize({model:s}){let t=R(s);return t.attach(s),()=>D(s.get("spec").id,
t)},render({model:s,el:t}){let e=R(s);return K(t,e,s.get("spec"),i=>X(i,e),(i,r)=>A(i,r==="gone"?Z:"")).end}};export{kt as default};
